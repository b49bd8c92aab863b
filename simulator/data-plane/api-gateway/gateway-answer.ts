/** What API Gateway answers; `requestId` is added on the way out, under the name that the kind of API uses. */
export interface GatewayAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

const JSON_TYPE = { 'content-type': 'application/json' };

/** As REST APIs and the domain names themselves refuse: the kind of error is in a header. */
export function refusedWith(status: number, errorType: string, body: object): GatewayAnswer {
  return { status, headers: { ...JSON_TYPE, 'x-amzn-errortype': errorType }, body: JSON.stringify(body) };
}

/** As HTTP APIs refuse. */
export function refused(
  status: number,
  message: string,
  headers: Readonly<Record<string, string>> = {},
): GatewayAnswer {
  return { status, headers: { ...JSON_TYPE, ...headers }, body: JSON.stringify({ message }) };
}

export const forbidden = refusedWith(403, 'ForbiddenException', { message: 'Forbidden' });
export const unauthorized = refusedWith(401, 'UnauthorizedException', { message: 'Unauthorized' });
export const missingAuthenticationToken = refusedWith(403, 'MissingAuthenticationTokenException', {
  message: 'Missing Authentication Token',
});
/** A Lambda authorizer's answer begins with a capital letter, as no other does. */
export const explicitlyDenied = refusedWith(403, 'AccessDeniedException', {
  Message: 'User is not authorized to access this resource with an explicit deny',
});
