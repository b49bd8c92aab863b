import {
  onDeleteOfProperties,
  PROPERTY_NAMES,
  parseProperties,
} from '../../../functions/custom-resource/properties.ts';
import { defaultEdge, type Owner } from '../../../functions/reconciler/model/edge.ts';
import { InvalidRequestError } from '../../../functions/reconciler/model/errors.ts';
import { CHECK_IDS } from '../../../functions/reconciler/model/proof.ts';
import { TAG } from '../../../functions/reconciler/model/tags.ts';
import { API } from './edge-look.ts';

const OWNER: Owner = { kind: 'stack', stackHash: 'aa', resourceHash: 'bb' };
const CERTIFICATE = 'arn:aws:acm:us-east-1:111111111111:certificate/0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0';
const WEB_ACL = 'arn:aws:wafv2:us-east-1:111111111111:global/webacl/edge/0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0';

function edgeOf(properties: Readonly<Record<string, unknown>>) {
  return parseProperties({ DomainName: 'api.example.com', ...properties }, OWNER);
}

function problemsOf(properties: unknown): readonly string[] {
  try {
    parseProperties(properties, OWNER);
  } catch (error) {
    if (error instanceof InvalidRequestError) return error.problems.map(({ path, message }) => `${path}: ${message}`);
    throw error;
  }
  return [];
}

function problemsWith(properties: Readonly<Record<string, unknown>>): readonly string[] {
  return problemsOf({ DomainName: 'api.example.com', ...properties });
}

describe('parseProperties', () => {
  test('applies every default when only the domain is named', () => {
    expect(parseProperties({ DomainName: 'api.example.com' }, OWNER)).toEqual(defaultEdge(API, OWNER));
  });

  test('reads every property', () => {
    const edge = edgeOf({
      ServiceToken: 'arn:aws:lambda:eu-west-1:111111111111:function:x',
      ServiceTimeout: '900',
      DomainName: 'API.Example.com.',
      ApiRegion: 'eu-west-1',
      CertificateArn: CERTIFICATE,
      RequestCertificate: 'true',
      HostedZoneId: 'Z0123456789ABCDEFGHIJ',
      ViewerProtocolPolicy: 'https-only',
      MinimumProtocolVersion: 'TLSv1.3_2025',
      AllowedHeaders: ['X-Tenant', 'traceparent', 'x-tenant'],
      HeaderForwarding: 'all-viewer',
      OriginForm: 'execute-api',
      OriginVerify: { SecretId: 'edge/origin-verify' },
      Hsts: { MaxAgeSeconds: '31536000', IncludeSubdomains: 'true', Preload: 'true' },
      WebAclArn: WEB_ACL,
      PriceClass: 'PriceClass_100',
      OnDelete: 'retain',
      Proof: 'if-possible',
      ProbePath: '/health',
      AcceptedDifferences: ['preflight', 'answer'],
      Rules: { 'EDGE-13': 'off', 'EDGE-01': 'report' },
      Tags: { team: 'payments' },
    });

    expect(edge).toEqual({
      domainName: 'api.example.com',
      apiRegion: 'eu-west-1',
      certificateArn: CERTIFICATE,
      requestCertificate: 'when-missing',
      hostedZoneId: 'Z0123456789ABCDEFGHIJ',
      viewerProtocolPolicy: 'https-only',
      minimumProtocolVersion: 'TLSv1.3_2025',
      allowedHeaders: ['traceparent', 'x-tenant'],
      headerForwarding: 'all-viewer',
      originForm: 'execute-api',
      originVerify: { headerName: 'X-Origin-Verify', secretId: 'edge/origin-verify' },
      hsts: { kind: 'fixed', maxAgeSeconds: 31_536_000, includeSubdomains: true, preload: true },
      webAclArn: WEB_ACL,
      priceClass: 'PriceClass_100',
      onDelete: 'retain',
      proof: 'if-possible',
      probePath: '/health',
      acceptedDifferences: ['answer', 'preflight'],
      rules: { 'EDGE-13': 'off', 'EDGE-01': 'report' },
      tags: { team: 'payments' },
      owner: OWNER,
    });
  });

  test('refuses every wrong property at once, each by its path', () => {
    const problems = problemsOf({
      DomainName: ['api.example.com'],
      CertificateArn: CERTIFICATE.replace('us-east-1', 'eu-west-1'),
      Hsts: { MaxAgeSeconds: '300', Preload: 'true' },
      PriceClass: 'cheap',
      DomainNames: 'x',
    });

    expect(problems).toEqual([
      'ResourceProperties.CertificateArn: is in the wrong Region, got eu-west-1; CloudFront serves certificates of us-east-1 only: request or import it there',
      'ResourceProperties.DomainName: is not a domain name, got a list; write it as in API Gateway',
      'ResourceProperties.DomainNames: is not a property of this resource; did you mean DomainName?',
      'ResourceProperties.Hsts.Preload: needs IncludeSubdomains, got false; browsers preload whole domains only, for a year or more, and removal takes months',
      'ResourceProperties.Hsts.Preload: needs MaxAgeSeconds of at least 31536000, got 300; browsers preload whole domains only, for a year or more, and removal takes months',
      'ResourceProperties.PriceClass: is not one of PriceClass_100, PriceClass_200, PriceClass_All, got "cheap"',
    ]);
  });

  test.each([[undefined], [null], ['text'], [[]], [14]])('refuses %j in place of properties', (properties) => {
    expect(problemsOf(properties)).toEqual(['ResourceProperties: is not a map of properties']);
  });

  test('refuses a missing domain', () => {
    expect(problemsOf({})).toEqual(['ResourceProperties.DomainName: is missing; name the API Gateway custom domain']);
  });

  test.each([[''], ['localhost'], ['api.example.com/path'], ['a'.repeat(100_000)], [{}], [7]])(
    'refuses a domain that is none',
    (DomainName) => {
      expect(problemsOf({ DomainName })).toEqual([expect.stringContaining('DomainName: is not a domain name, got ')]);
    },
  );

  test.each(
    PROPERTY_NAMES.filter((name) => !['ServiceToken', 'AllowedHeaders', 'AcceptedDifferences', 'Tags'].includes(name)),
  )('refuses nothing, a list, an object and a huge text as %s', (name) => {
    const hostile = [null, [], { toString: 'x' }, 'x'.repeat(1_000_000)];

    const problems = hostile.map((value) => problemsWith({ [name]: value }));

    for (const found of problems) {
      expect(found[0]).toMatch(new RegExp(`^ResourceProperties\\.${name}[.:]`));
      expect(found.join('').length).toBeLessThan(600);
    }
  });

  test('refuses names that every object has', () => {
    const properties = JSON.parse('{"DomainName":"api.example.com","__proto__":{"OnDelete":"retain"},"toString":"x"}');

    expect(problemsOf(properties)).toEqual([
      'ResourceProperties.__proto__: is not a property of this resource; take it out',
      'ResourceProperties.toString: is not a property of this resource; take it out',
    ]);
  });

  test('names twenty of very many unknown properties', () => {
    const unknown = Object.fromEntries(Array.from({ length: 5000 }, (_, index) => [`Unknown${index}`, 'x']));

    const problems = problemsWith(unknown);

    expect(problems).toHaveLength(21);
    expect(problems[0]).toBe('ResourceProperties: has 4980 more unknown properties');
  });

  test.each([['0'], ['3601'], ['soon'], [1.5]])('refuses %j as ServiceTimeout', (ServiceTimeout) => {
    expect(problemsWith({ ServiceTimeout })).toEqual([
      expect.stringContaining('ServiceTimeout: is not a number of seconds from 1 to 3600'),
    ]);
  });
});

describe('AllowedHeaders', () => {
  test.each([[['Authorization', 'X-Tenant']], ['x-tenant, AUTHORIZATION'], ['authorization,x-tenant,,X-Tenant']])(
    'reads %j',
    (AllowedHeaders) => {
      expect(edgeOf({ AllowedHeaders }).allowedHeaders).toEqual(['authorization', 'x-tenant']);
    },
  );

  test.each([[''], [[]], [['']]])('reads %j as no headers', (AllowedHeaders) => {
    expect(edgeOf({ AllowedHeaders }).allowedHeaders).toEqual([]);
  });

  test.each([
    ['Connection'],
    ['Cookie'],
    ['Proxy-Authorization'],
    ['TE'],
    ['Upgrade'],
    ['X-Edge-Location'],
    ['host'],
    ['*'],
  ])('refuses %s with a reason', (name) => {
    expect(problemsWith({ AllowedHeaders: ['X-Tenant', name] })).toEqual([
      expect.stringMatching(/^ResourceProperties\.AllowedHeaders\[1\]: cannot be listed, got ".+"; .{20}/),
    ]);
  });

  test('takes what is sent anyway', () => {
    expect(edgeOf({ AllowedHeaders: ['Content-Type', 'Via', 'X-Forwarded-For'] }).allowedHeaders).toEqual([
      'content-type',
      'via',
      'x-forwarded-for',
    ]);
  });

  test('says that Host is decided by the origin form', () => {
    expect(problemsWith({ AllowedHeaders: 'Host' })).toEqual([
      expect.stringContaining('Host is decided by OriginForm'),
    ]);
  });

  test.each([['two words'], ['x:y'], ['é'], ['-x'], [7], [null]])('refuses %j as a name', (name) => {
    expect(problemsWith({ AllowedHeaders: [name] })).toEqual([expect.stringContaining('is not a header name, got ')]);
  });

  test('refuses more than ten headers', () => {
    const AllowedHeaders = Array.from({ length: 11 }, (_, index) => `X-${index}`);

    expect(problemsWith({ AllowedHeaders })).toEqual([expect.stringContaining('names too many headers, got 11')]);
  });

  test('takes ten headers however often they are repeated', () => {
    const names = Array.from({ length: 10 }, (_, index) => `x-${index}`);

    expect(edgeOf({ AllowedHeaders: [...names, ...names] }).allowedHeaders).toEqual(names);
  });

  test('refuses names that do not fit into a tag together', () => {
    const AllowedHeaders = ['a', 'b', 'c'].map((letter) => letter.repeat(100));

    expect(problemsWith({ AllowedHeaders })).toEqual([expect.stringContaining('is too long, got 302 characters')]);
  });

  test('refuses a huge list in one line', () => {
    expect(problemsWith({ AllowedHeaders: Array(100_000).fill('*') })).toHaveLength(1);
  });
});

describe('Proof', () => {
  test.each([['require'], ['if-possible'], ['skip']])('reads %s', (Proof) => {
    expect(edgeOf({ Proof }).proof).toBe(Proof);
  });

  test('is left to whoever looks where it is not named', () => {
    expect(edgeOf({}).proof).toBeUndefined();
  });

  test('refuses any other word', () => {
    expect(problemsWith({ Proof: 'never' })).toEqual([
      'ResourceProperties.Proof: is not one of require, if-possible, skip, got "never"',
    ]);
  });
});

describe('ProbePath', () => {
  test.each([['/'], ['/health'], ['/v1/orders/4711:open'], [`/${'x'.repeat(254)}`]])('reads %s', (ProbePath) => {
    expect(edgeOf({ ProbePath }).probePath).toBe(ProbePath);
  });

  test.each([
    ['health'],
    [''],
    ['/a?b=c'],
    ['/a b'],
    ['/a%20b'],
    ['/ä'],
    ['https://x.example/'],
    [`/${'x'.repeat(255)}`],
  ])('refuses %s', (ProbePath) => {
    expect(problemsWith({ ProbePath })).toEqual([
      expect.stringMatching(/^ResourceProperties\.ProbePath: is not a path without a query, such as \/health, /),
    ]);
  });
});

describe('AcceptedDifferences', () => {
  test.each([[['preflight', 'answer', 'preflight']], ['preflight, answer'], [['answer', 'preflight', '']]])(
    'reads %j, each once and in the order of the checks',
    (AcceptedDifferences) => {
      expect(edgeOf({ AcceptedDifferences }).acceptedDifferences).toEqual(['answer', 'preflight']);
    },
  );

  test.each([[''], [[]], [['']]])('reads %j as none', (AcceptedDifferences) => {
    expect(edgeOf({ AcceptedDifferences }).acceptedDifferences).toEqual([]);
  });

  test('refuses a check that is none, and names the nearest', () => {
    expect(problemsWith({ AcceptedDifferences: ['answer', 'pre-flight', 'x'] })).toEqual([
      'ResourceProperties.AcceptedDifferences[1]: is not a check of a proof, got "pre-flight"; did you mean preflight?',
      `ResourceProperties.AcceptedDifferences[2]: is not a check of a proof, got "x"; the checks are ${CHECK_IDS.join(', ')}`,
    ]);
  });

  test.each([
    [{}, 'are not a list of checks, got an object'],
    [7, 'are not a list of checks, got 7'],
    [Array(100_000).fill('answer'), 'are too many, got 100000'],
    ['x'.repeat(1_000_000), 'is not a check of a proof, got "xxx'],
  ])('refuses %#', (AcceptedDifferences, problem) => {
    expect(problemsWith({ AcceptedDifferences })).toEqual([expect.stringContaining(problem)]);
  });
});

describe('Hsts', () => {
  test.each([['off'], ['false'], [false]])('reads %j as off', (Hsts) => {
    expect(edgeOf({ Hsts }).hsts).toEqual({ kind: 'off' });
  });

  test.each([['300'], [300], [{ MaxAgeSeconds: '300' }], [{ MaxAgeSeconds: 300, IncludeSubdomains: 'false' }]])(
    'reads %j as 300 seconds and nothing more',
    (Hsts) => {
      expect(edgeOf({ Hsts }).hsts).toEqual({
        kind: 'fixed',
        maxAgeSeconds: 300,
        includeSubdomains: false,
        preload: false,
      });
    },
  );

  test.each([['ramp'], [{ MaxAgeSeconds: 'ramp' }], [{ MaxAgeSeconds: 'ramp', IntervalSeconds: '604800' }]])(
    'reads %j as a step a week and nothing more',
    (Hsts) => {
      expect(edgeOf({ Hsts }).hsts).toEqual({
        kind: 'ramp',
        intervalSeconds: 604_800,
        includeSubdomains: false,
        preload: false,
      });
    },
  );

  test('reads a ramp with an interval and a reach of its own', () => {
    const Hsts = { MaxAgeSeconds: 'ramp', IntervalSeconds: 86_400, IncludeSubdomains: 'true', Preload: 'true' };

    expect(edgeOf({ Hsts }).hsts).toEqual({
      kind: 'ramp',
      intervalSeconds: 86_400,
      includeSubdomains: true,
      preload: true,
    });
  });

  test('reads brake', () => {
    expect(edgeOf({ Hsts: 'brake' }).hsts).toEqual({ kind: 'brake' });
  });

  test.each([
    [{}, 'Hsts.MaxAgeSeconds: is not ramp or a number'],
    [{ MaxAgeSeconds: '-1' }, 'Hsts.MaxAgeSeconds: is not ramp or a number'],
    [{ MaxAgeSeconds: '99999999999' }, 'Hsts.MaxAgeSeconds: is not ramp or a number'],
    [{ MaxAgeSeconds: 'brake' }, 'Hsts.MaxAgeSeconds: is not ramp or a number'],
    [{ MaxAgeSeconds: 'ramp', IntervalSeconds: '60' }, 'Hsts.IntervalSeconds: is not a number of seconds from 3600 to'],
    [
      { MaxAgeSeconds: '300', IntervalSeconds: '604800' },
      'Hsts.IntervalSeconds: is read with MaxAgeSeconds: ramp only',
    ],
    [{ MaxAgeSeconds: 'ramp', Preload: 'true' }, 'Hsts.Preload: needs IncludeSubdomains, got false'],
    [{ MaxAgeSeconds: '1', Preload: 'yes' }, 'Hsts.Preload: is not true or false, got "yes"'],
    [
      { MaxAgeSeconds: '1', IncludeSubDomains: 'true' },
      'Hsts.IncludeSubDomains: is not known; did you mean IncludeSubdomains?',
    ],
    ['1.5', 'Hsts: is not understood, got "1.5"'],
    ['true', 'Hsts: is not understood, got "true"'],
  ])('refuses %j', (Hsts, problem) => {
    expect(problemsWith({ Hsts })).toEqual([expect.stringContaining(problem)]);
  });
});

describe('Tags', () => {
  test.each([
    [{ team: 'payments', paid: 'false', floor: 3 }],
    [
      [
        { Key: 'team', Value: 'payments' },
        { Key: 'paid', Value: false },
        { Key: 'floor', Value: '3' },
      ],
    ],
  ])('reads %j', (Tags) => {
    expect(edgeOf({ Tags }).tags).toEqual({ team: 'payments', paid: 'false', floor: '3' });
  });

  test.each([
    [{ 'aws:x': '1' }, 'Tags.aws:x: has the reserved prefix aws:'],
    [{ 'AWS:x': '1' }, 'has the reserved prefix aws:'],
    [{ 'secure-api-edge:owner': 'me' }, 'has the reserved prefix secure-api-edge:'],
    [{ 'a#b': '1' }, 'has a character in its key'],
    [{ a: 'b;c' }, 'Tags.a: has a character in its value'],
    [{ a: 'x'.repeat(257) }, 'Tags.a: has a value of 257 characters'],
    [{ ['k'.repeat(129)]: 'x' }, 'has a key of 129 characters'],
    [{ a: {} }, 'Tags.a: has no text as value, got an object'],
    [[{ Value: 'x' }], 'Tags[0]: has no key, got nothing'],
    [['x'], 'Tags[0]: is not a Key with a Value'],
    [
      [
        { Key: 'a', Value: '1' },
        { Key: 'a', Value: '2' },
      ],
      'Tags: have a key twice, got "a"',
    ],
    ['a=b', 'Tags: are not a map or a list'],
  ])('refuses %j', (Tags, problem) => {
    expect(problemsWith({ Tags })).toEqual([expect.stringContaining(problem)]);
  });

  test('refuses more tags than fit beside our own', () => {
    const room = 50 - Object.keys(TAG).length;
    const Tags = Object.fromEntries(Array.from({ length: room + 1 }, (_, index) => [`key${index}`, 'x']));

    expect(problemsWith({ Tags })).toEqual([expect.stringContaining(`are too many, got ${room + 1}; at most ${room}`)]);
  });
});

describe('RequestCertificate', () => {
  test.each([
    ['true', 'when-missing'],
    [true, 'when-missing'],
    ['false', 'never'],
    [false, 'never'],
    [undefined, 'never'],
  ])('%j is %s', (RequestCertificate, requestCertificate) => {
    expect(edgeOf({ DomainName: 'api.example.com', RequestCertificate })).toMatchObject({ requestCertificate });
  });

  test.each(['yes', '1', 1, [], {}])('refuses %j', (RequestCertificate) => {
    expect(problemsWith({ RequestCertificate })).toEqual([expect.stringContaining('is not true or false')]);
  });
});

describe('CertificateArn, WebAclArn and HostedZoneId', () => {
  test.each([
    [{ CertificateArn: 'arn:aws:iam::111111111111:server-certificate/x' }, 'is not the ARN of an ACM certificate'],
    [{ WebAclArn: WEB_ACL.replace('global', 'regional') }, 'is of the wrong scope, got regional in us-east-1'],
    [{ WebAclArn: WEB_ACL.replace('us-east-1', 'eu-west-1') }, 'is of the wrong scope, got global in eu-west-1'],
    [{ HostedZoneId: '/hostedzone/Z0123456789ABCDEFGHIJ' }, 'is not a hosted zone id'],
    [{ ApiRegion: 'Ireland' }, 'is not an AWS Region, got "Ireland"'],
  ])('refuses %j', (properties, problem) => {
    expect(problemsWith(properties)).toEqual([expect.stringContaining(problem)]);
  });
});

describe('onDeleteOfProperties', () => {
  test.each([
    [{}, 'restore'],
    [undefined, 'restore'],
    [{ OnDelete: 'restore' }, 'restore'],
    [{ OnDelete: 'retain' }, 'retain'],
    [{ OnDelete: 'Retain' }, 'retain'],
    [{ OnDelete: ['restore'] }, 'retain'],
  ])('reads %j as %s, taking nothing away in doubt', (properties, onDelete) => {
    expect(onDeleteOfProperties(properties)).toBe(onDelete);
  });
});
