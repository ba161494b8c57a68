using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace Pixverse.Client
{
    /// <summary>
    /// Base class of requests. Fields that are null are not sent, so that the service uses its own defaults. The rules are checked
    /// when a request is sent, all at once; see <see cref="Violations"/> to check them earlier. Not safe for several threads.
    /// </summary>
    public abstract class PixverseRequest
    {
        private readonly RequestSchema schema;
        private JsonObject fields = new JsonObject();

        internal PixverseRequest(RequestSchema schema)
        {
            this.schema = schema;
        }

        /// <summary>
        /// Fields that the document does not know, to be sent on purpose, by their names. Values: strings, numbers, bool, null, and
        /// lists and dictionaries of these.
        /// </summary>
        public IDictionary<string, object> AdditionalProperties { get; } = new Dictionary<string, object>(StringComparer.Ordinal);

        /// <summary>The rules of the document that the request breaks, and its unknown fields; empty if there are none.</summary>
        public IReadOnlyList<Violation> Violations() => schema.Violations(fields);

        /// <summary>The request as JSON, also if it breaks rules.</summary>
        /// <exception cref="ArgumentException">if an additional property has the name of a field, or is no value of JSON</exception>
        public string ToJson()
        {
            var all = new JsonObject();
            foreach (var field in fields)
            {
                all.Add(field.Key, field.Value);
            }
            foreach (var field in AdditionalProperties)
            {
                schema.CheckAdditionalName(field.Key);
                all.Set(field.Key, Json.Tree(field.Key, field.Value));
            }
            return Json.Write(all);
        }

        /// <summary>The name of the class and the fields, shortened.</summary>
        public override string ToString() =>
            GetType().Name + string.Concat(fields.Select(field => " " + field.Key + "=" + Json.Excerpt(field.Value)));

        /// <summary>Takes fields by the document's names, as they are: nothing is added.</summary>
        internal void Take(string json) => fields = Json.ParseObject(json);

        /// <summary>Null removes the field.</summary>
        internal void Set(string name, object value)
        {
            if (value == null)
            {
                fields.Remove(name);
            }
            else
            {
                fields.Set(name, Json.Tree(name, value));
            }
        }

        /// <summary>The value of a field as a string, bool or number; the default of the type if the field is not set.</summary>
        /// <exception cref="InvalidOperationException">if a field that came from JSON is of another type</exception>
        internal T Get<T>(string name)
        {
            fields.TryGet(name, out var value);
            if (value == null)
            {
                return default(T);
            }
            var type = Nullable.GetUnderlyingType(typeof(T)) ?? typeof(T);
            var found = value is JsonNumber number ? Number(number, type) : value;
            return found is T
                ? (T)found
                : throw new InvalidOperationException(name + " must be a " + type.Name + " to be read, but was " + Json.Excerpt(value));
        }

        private static object Number(JsonNumber number, Type type)
        {
            try
            {
                if (type == typeof(string) || type == typeof(bool))
                {
                    return null;
                }
                if (type == typeof(double) || type == typeof(float))
                {
                    return Convert.ChangeType(double.Parse(number.Text, CultureInfo.InvariantCulture), type, CultureInfo.InvariantCulture);
                }
                var exact = decimal.Parse(number.Text, NumberStyles.Float, CultureInfo.InvariantCulture);
                return number.IsInteger || type == typeof(decimal) ? Convert.ChangeType(exact, type, CultureInfo.InvariantCulture) : null;
            }
            catch (Exception e) when (e is OverflowException || e is InvalidCastException)
            {
                return null;
            }
        }
    }
}
