/**
 * Makes the function through which GraphiQL asks the server.
 * An answer that is no JSON (a proxy's page, a refusal of a body that is too large) is told in words.
 */
export function makeFetcher(address) {
  return async (request, options = {}) => {
    const response = await fetch(address, {
      method: "POST",
      headers: {
        accept: "application/graphql-response+json, application/json",
        "content-type": "application/json",
        ...options.headers,
      },
      body: JSON.stringify(request),
    });
    const text = await response.text();
    try {
      return JSON.parse(text);
    } catch {
      throw new Error(`The server answered ${response.status} and no JSON: ${text.slice(0, 200)}`);
    }
  };
}
