"""People and roles: who has an account, what each may do, invitations."""
