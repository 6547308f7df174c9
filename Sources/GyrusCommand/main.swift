print("gyrus")
