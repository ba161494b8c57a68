/** A plugin of Swagger UI that plays a received video. Without it there is only a message about an unknown type. */
export function VideoResponsePlugin({ React }) {
  const element = React.createElement;
  const autoPlay = !matchMedia("(prefers-reduced-motion: reduce)").matches;

  function Video({ blob }) {
    const [url, setUrl] = React.useState();
    React.useEffect(() => {
      const created = URL.createObjectURL(blob);
      setUrl(created);
      return () => URL.revokeObjectURL(created);
    }, [blob]);
    return element(
      "figure",
      { className: "video-response" },
      element("video", {
        "aria-label": "Received video",
        autoPlay,
        controls: true,
        muted: true,
        // A browser starts only a video that is in view.
        onLoadedMetadata: (event) => event.target.scrollIntoView({ block: "nearest" }),
        playsInline: true,
        src: url,
      }),
      element("figcaption", null, element("a", { download: "video.mp4", href: url }, `Save (${blob.size} bytes)`)),
    );
  }

  return {
    wrapComponents: {
      responseBody: (Original) => (properties) =>
        properties.content instanceof Blob && properties.contentType?.startsWith("video/")
          ? element(Video, { blob: properties.content })
          : element(Original, properties),
    },
  };
}
