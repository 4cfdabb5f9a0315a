"""Assignments of volunteers: asked, answered, done, and what their papers allow."""
