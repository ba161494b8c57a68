package main

import (
	"context"
	"fmt"
	"log"
	"os"

	pixverse "pixverse-client"
)

func main() {
	client, err := pixverse.NewClient(os.Getenv("SEGMIND_API_KEY"), pixverse.WithBaseURL(os.Getenv("PIXVERSE_BASE_URL")))
	if err != nil {
		log.Fatal(err)
	}
	request := pixverse.TextToVideoRequest{Prompt: "A paper boat on a rainy street"}
	metadata, err := client.TextToVideoFile(context.Background(), request, "boat.mp4")
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println("cost in US dollars:", metadata.Cost)
}
