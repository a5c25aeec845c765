"""What a band's track sounds like in numbers, where whoever runs the site has them."""
