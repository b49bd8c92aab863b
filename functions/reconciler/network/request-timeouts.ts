/** How long one attempt of a request to AWS may take: a connection that hangs is given up, and the request is tried again. */
export const REQUEST_TIMEOUTS = { connectionTimeout: 5_000, requestTimeout: 30_000, throwOnRequestTimeout: true };
