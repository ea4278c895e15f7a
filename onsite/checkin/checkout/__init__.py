"""Who leaves a checkpoint when nobody scans them: the time of the plan that checks all out."""
