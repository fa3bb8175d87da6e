"""What the public site's pages show, as frozen values, from the doors of the apps below."""
