"""The stage: rundown, timer, cues, the readiness of speakers, and what they see."""
