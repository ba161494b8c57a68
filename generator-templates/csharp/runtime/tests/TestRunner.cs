using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Reflection;
using System.Threading.Tasks;

namespace Pixverse.Client.Tests
{
    /// <summary>Marks a test: a static method, possibly async.</summary>
    [AttributeUsage(AttributeTargets.Method)]
    internal sealed class TestAttribute : Attribute { }

    /// <summary>A test found something else than it expects.</summary>
    internal sealed class AssertionException : Exception
    {
        internal AssertionException(string message) : base(message) { }
    }

    /// <summary>Runs all tests of this assembly, or those whose names contain an argument: NUnit does not come with Mono.</summary>
    internal static class TestRunner
    {
        private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);
        private static readonly TimeSpan Slow = TimeSpan.FromSeconds(6);

        private static int Main(string[] names)
        {
            var failed = 0;
            var tests = Assembly.GetExecutingAssembly().GetTypes()
                .SelectMany(type => type.GetMethods(BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.Public))
                .Where(method => method.GetCustomAttribute<TestAttribute>() != null)
                .Where(method => names.Length == 0 || names.Any(name => Name(method).Contains(name)))
                .OrderBy(Name, StringComparer.Ordinal).ToList();
            foreach (var test in tests)
            {
                var watch = Stopwatch.StartNew();
                try
                {
                    var task = Task.Run(() => test.Invoke(null, null) as Task ?? Task.CompletedTask);
                    if (!task.Wait(Limit))
                    {
                        throw new AssertionException("no end after " + Limit);
                    }
                }
                catch (Exception e)
                {
                    failed++;
                    Console.WriteLine("FAILED " + Name(test) + ": " + (e is AggregateException ? e.GetBaseException() : e));
                }
                if (watch.Elapsed > Slow)
                {
                    Console.WriteLine(Name(test) + " took " + watch.Elapsed.TotalSeconds + " s");
                }
            }
            // The plain closing line of test runners.
            Console.WriteLine(tests.Count - failed + " passed, " + failed + " failed");
            return failed == 0 && tests.Count > 0 ? 0 : 1;
        }

        private static string Name(MethodInfo method) => method.DeclaringType.Name + "." + method.Name;
    }

    /// <summary>What tests expect.</summary>
    internal static class Expect
    {
        internal static void That(bool condition, object actual)
        {
            if (!condition)
            {
                throw new AssertionException("unexpected: " + actual);
            }
        }

        internal static void Equal<T>(T expected, T actual) =>
            That(EqualityComparer<T>.Default.Equals(expected, actual), "<" + actual + "> instead of <" + expected + ">");

        internal static void Lines(string actual, params string[] expected) => Equal(string.Join("\n", expected), actual);

        internal static T Throws<T>(Action action) where T : Exception
        {
            try
            {
                action();
            }
            catch (T e)
            {
                return e;
            }
            throw new AssertionException("no " + typeof(T).Name);
        }

        internal static async Task<T> ThrowsAsync<T>(Func<Task> action) where T : Exception
        {
            try
            {
                await action();
            }
            catch (T e)
            {
                return e;
            }
            throw new AssertionException("no " + typeof(T).Name);
        }

        internal static async Task<T> FailsAsync<T>(Billing billing, int status, Func<Task> action) where T : PixverseException
        {
            var e = await ThrowsAsync<T>(action);
            That(e.Billing == billing && e.StatusCode == status, e.Message);
            return e;
        }
    }
}
