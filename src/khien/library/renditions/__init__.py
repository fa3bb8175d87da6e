"""What one approved text becomes: posters, leaflets, pictures, documents, books, slides, words and sound. Plain Python."""
