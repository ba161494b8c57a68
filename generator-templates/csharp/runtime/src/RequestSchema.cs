using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;

namespace Pixverse.Client
{
    /// <summary>The rules of one kind of request: one for each field, then the combinations that are excluded.</summary>
    internal sealed class RequestSchema
    {
        private static readonly Regex PlainName = new Regex(@"\A[0-9A-Za-z_.-]{1,100}\z", RegexOptions.CultureInvariant);

        private readonly string request;
        private readonly List<KeyValuePair<string, FieldConstraint>> fields = new List<KeyValuePair<string, FieldConstraint>>();
        private readonly List<Exclusion> excluded = new List<Exclusion>();

        internal RequestSchema(string request)
        {
            this.request = request;
        }

        /// <summary>Adds the rule of the next field.</summary>
        internal RequestSchema Field(string name, FieldConstraint constraint)
        {
            fields.Add(new KeyValuePair<string, FieldConstraint>(name, constraint));
            return this;
        }

        /// <summary>Adds a combination: names and values in turn.</summary>
        internal RequestSchema Exclude(string reason, params object[] namesAndValues)
        {
            excluded.Add(new Exclusion(reason, namesAndValues));
            return this;
        }

        internal bool Knows(string name) => fields.Any(field => field.Key == name);

        /// <summary>All that is wrong: fields in the document's order, then combinations, then unknown fields.</summary>
        internal IReadOnlyList<Violation> Violations(JsonObject given)
        {
            var violations = new List<Violation>();
            foreach (var field in fields)
            {
                if (!given.TryGet(field.Key, out var value))
                {
                    if (field.Value.IsRequired)
                    {
                        violations.Add(Wrong(field.Key, field.Value.Allowed, "missing", field.Key));
                    }
                }
                else if (!field.Value.Accepts(value))
                {
                    violations.Add(Wrong(field.Key, field.Value.Allowed, Json.Excerpt(value), field.Key));
                }
            }
            violations.AddRange(excluded.Where(one => one.Applies(given)).Select(one => one.Violation(given)));
            violations.AddRange(given.Where(field => !Knows(field.Key)).Select(field => Unknown(field.Key, field.Value)));
            return violations;
        }

        /// <summary>Rejects an additional property that would overwrite a field.</summary>
        internal void CheckAdditionalName(string name)
        {
            if (string.IsNullOrEmpty(name) || Knows(name))
            {
                throw new ArgumentException(
                    "name of an additional property must be text other than the fields of the request ("
                    + string.Join(", ", fields.Select(field => field.Key)) + "), but was " + Json.Excerpt(name));
            }
        }

        private Violation Unknown(string name, object value)
        {
            var nearest = NearestName.Among(fields.Select(field => field.Key), name);
            var hint = nearest == null ? "" : " (did you mean \"" + nearest + "\"?)";
            return Wrong(
                PlainName.IsMatch(name) ? name : Json.Excerpt(name),
                "a field of " + request + hint + " or an additional property", Json.Excerpt(value), name);
        }

        private static Violation Wrong(string subject, string rule, string actual, string field) =>
            new Violation(subject + " must be " + rule + ", but was " + actual, field);

        private sealed class Exclusion
        {
            private readonly string reason;
            private readonly JsonObject values = new JsonObject();

            internal Exclusion(string reason, object[] namesAndValues)
            {
                this.reason = reason;
                for (var i = 0; i < namesAndValues.Length; i += 2)
                {
                    values.Add((string)namesAndValues[i], Json.Tree("value", namesAndValues[i + 1]));
                }
            }

            internal bool Applies(JsonObject given) =>
                values.All(one => given.TryGet(one.Key, out var value) && FieldConstraint.AreEqual(one.Value, value));

            internal Violation Violation(JsonObject given) =>
                new Violation(
                    string.Join(" and ", values.Names.Select(name => name + " " + Shown(given, name))) + " must not be combined: " + reason,
                    values.Names.ToArray());

            private static string Shown(JsonObject given, string name)
            {
                given.TryGet(name, out var value);
                return Json.Excerpt(value);
            }
        }
    }
}
