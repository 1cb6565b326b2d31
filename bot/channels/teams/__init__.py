"""Microsoft Teams: personal chats, group chats and the threads of channels."""
