"""What the benchmarks share: a country of networks, servers, and the bare page ours are held against."""
