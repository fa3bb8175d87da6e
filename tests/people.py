"""The cast: people whom tests name. Their making stands here and nowhere else."""
