"""One function per thing a person does. Each owns its transaction and knows no HTTP."""
