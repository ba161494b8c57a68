// Calls the sandbox with the client of oapi-codegen; fails unless it gives the bytes of the video.
package main

import (
	"context"
	"fmt"
	"log"
	"net/http"
	"os"
	"strconv"
)

func main() {
	client, err := NewClientWithResponses(os.Getenv("PIXVERSE_BASE_URL"), WithRequestEditorFn(
		func(_ context.Context, request *http.Request) error {
			request.Header.Set("x-api-key", os.Getenv("SEGMIND_API_KEY"))
			return nil
		}))
	if err != nil {
		log.Fatal(err)
	}
	response, err := client.TextToVideoWithResponse(context.Background(), TextToVideoJSONRequestBody{
		Prompt: "A paper boat", AspectRatio: "16:9", Duration: 5, MotionMode: "normal", Quality: "540p",
	})
	if err != nil {
		log.Fatal(err)
	}
	if strconv.Itoa(len(response.Body)) != os.Getenv("EXPECTED_BYTES") {
		log.Fatalf("oapi-codegen gave %d bytes, not %s", len(response.Body), os.Getenv("EXPECTED_BYTES"))
	}
	fmt.Printf("oapi-codegen: %d bytes\n", len(response.Body))
}
