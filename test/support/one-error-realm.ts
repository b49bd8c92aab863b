/**
 * Jest runs tests in a realm of their own, so that an error made by Node itself (a socket that hangs up) is no `instanceof Error` there, and the
 * SDK would wrap it beyond recognition. In production there is one realm; this makes `instanceof Error` say the same here.
 */
import { types } from 'node:util';

const inherited = Function.prototype[Symbol.hasInstance];

Object.defineProperty(Error, Symbol.hasInstance, {
  value(this: unknown, candidate: unknown) {
    return inherited.call(this as typeof Error, candidate) || (this === Error && types.isNativeError(candidate));
  },
});
