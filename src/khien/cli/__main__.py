import sys

from khien.cli.main import main

sys.exit(main())
