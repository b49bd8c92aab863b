import type { AllowedMethods, DefaultCacheBehavior, ForwardedValues, Method } from '@aws-sdk/client-cloudfront';
import { present } from './present.ts';

/** AWS answers methods in this order, however they were sent. */
const METHODS: readonly Method[] = ['HEAD', 'DELETE', 'POST', 'GET', 'OPTIONS', 'PUT', 'PATCH'];

/** https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_CacheBehavior.html */
export function cacheBehaviorDefaults<Behavior extends DefaultCacheBehavior>(behavior: Behavior): Behavior {
  return {
    TrustedSigners: { Enabled: false, Quantity: 0 },
    TrustedKeyGroups: { Enabled: false, Quantity: 0 },
    SmoothStreaming: false,
    Compress: false,
    LambdaFunctionAssociations: { Quantity: 0 },
    FunctionAssociations: { Quantity: 0 },
    FieldLevelEncryptionId: '',
    GrpcConfig: { Enabled: false },
    ...present(behavior),
    AllowedMethods: allowedMethods(behavior.AllowedMethods),
    ...(behavior.ForwardedValues && legacyCaching(behavior, behavior.ForwardedValues)),
  } as Behavior;
}

function allowedMethods(methods: AllowedMethods | undefined): AllowedMethods {
  return {
    ...inOrder(methods?.Items ?? ['HEAD', 'GET']),
    CachedMethods: inOrder(methods?.CachedMethods?.Items ?? ['HEAD', 'GET']),
  };
}

function inOrder(methods: readonly Method[]): { Quantity: number; Items: Method[] } {
  return { Quantity: methods.length, Items: METHODS.filter((method) => methods.includes(method)) };
}

/** Behaviors without a cache policy carry their own cache key and times. */
function legacyCaching(behavior: DefaultCacheBehavior, forwarded: ForwardedValues): Partial<DefaultCacheBehavior> {
  return {
    ForwardedValues: {
      QueryString: undefined,
      Cookies: undefined,
      Headers: { Quantity: 0 },
      QueryStringCacheKeys: { Quantity: 0 },
      ...present(forwarded),
    },
    DefaultTTL: behavior.DefaultTTL ?? 86_400,
    MaxTTL: behavior.MaxTTL ?? 31_536_000,
  };
}
