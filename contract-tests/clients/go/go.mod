module conformance

go 1.23

require pixverse-client v0.1.0

replace pixverse-client => ../go
