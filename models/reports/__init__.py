"""What leaves the office: each report or paper is one frozen dataclass of plain values."""
