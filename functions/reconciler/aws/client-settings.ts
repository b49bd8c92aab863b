/** How long one attempt of a request to AWS may take: a connection that hangs is given up, and the request is tried again. */
export const REQUEST_TIMEOUTS = { connectionTimeout: 5_000, requestTimeout: 30_000, throwOnRequestTimeout: true };

/** Attempts of a request, and their pauses, which adapt to what AWS answers. */
export const ATTEMPTS = { maxAttempts: 5, retryMode: 'adaptive' } as const;

/** Of every SDK client that a function makes for itself. */
export const CLIENT_SETTINGS = { ...ATTEMPTS, requestHandler: REQUEST_TIMEOUTS };
