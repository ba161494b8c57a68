// Package pixverse generates videos with PixVerse on Segmind, and never pays for one twice.
//
// Each call is one paid job of 40 to 95 seconds. A [Client] sends a paid request at most once, on a connection of its own,
// and checks it before: a request that breaks a rule of the API's document, or has a field that the document does not know,
// is not sent. Every failure is an [*Error], which says what it means for the bill:
//
//	video, err := client.TextToVideo(ctx, pixverse.TextToVideoRequest{Prompt: "A paper boat"})
//	var failure *pixverse.Error
//	switch {
//	case errors.Is(err, pixverse.ErrRateLimited):
//		// Refused, not billed.
//	case errors.As(err, &failure) && failure.Billing == pixverse.BillingUnknown:
//		// May be billed: look before sending it again.
//	}
//
// A call whose connection breaks may be paid and lost. Prefer jobs: a [Job] has an id, with which any process can wait for its video.
//
// A [Video] is read once: as an [io.Reader], with [Video.SaveTo] or with [Video.Bytes]. Close it.
//
// Cancelling the context of a call keeps a request that was not sent from being sent, and drops the connection of one that
// was; the service cannot stop a job, so it may still be billed.
package pixverse
