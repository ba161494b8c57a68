using System.Runtime.CompilerServices;

[assembly: InternalsVisibleTo("Pixverse.Client.Tests")]
