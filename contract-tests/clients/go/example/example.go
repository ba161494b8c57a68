package main

import (
	"context"
	"log"
	"os"

	pixverse "pixverse-client"
)

func main() {
	client := pixverse.Client{Key: os.Getenv("SEGMIND_API_KEY"), BaseURL: os.Getenv("PIXVERSE_BASE_URL")}
	request := pixverse.TextToVideoRequest{Prompt: "A paper boat on a rainy street"}
	video, err := client.TextToVideo(context.Background(), request)
	if err != nil {
		log.Fatal(err)
	}
	if err := os.WriteFile("boat.mp4", video, 0o644); err != nil {
		log.Fatal(err)
	}
}
