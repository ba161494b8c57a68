module conformance

go 1.24

require pixverse-client v0.1.0

replace pixverse-client => ../go
