"""What people look at: page images, proof marks, comparison."""
