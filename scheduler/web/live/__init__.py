"""What the room looks at: pages without a sign-in, behind a secret link."""
