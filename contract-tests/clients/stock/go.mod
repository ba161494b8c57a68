module stock

go 1.23
