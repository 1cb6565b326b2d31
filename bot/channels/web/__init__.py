"""The web: the public shelf for anyone, and seats to try on the machine it runs on."""
