"""What the commands show: from the SDK's records to text for a terminal."""
