"""Pictures that people upload, made safe and small."""
