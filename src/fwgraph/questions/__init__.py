"""What can be asked: the catalogue of queries/, the answers worked out from it, trees and cards."""
