/** What stacks go through, from nothing to nothing: each story creates one stack and ends with its deletion. */
import type { StackDescription } from '../../simulator/cloudformation/describe-stack.ts';
import type { Properties, ResourceDefinition } from '../../simulator/cloudformation/template.ts';
import type { Estate } from '../../simulator/estates/estate.ts';
import { DOMAIN, estateOf } from '../support/estates.ts';
import { edge, sibling } from '../support/stacks/templates.ts';
import type { Stacks } from '../support/stacks/use-stacks.ts';

export const OTHER_DOMAIN = 'shop.example.com';

export interface StackStory {
  readonly title: string;
  readonly estate: Estate;
  /** The resources of each template in turn; the stack is deleted in the end. */
  readonly templates: readonly Readonly<Record<string, ResourceDefinition>>[];
}

const FAILS_LATE = { Seconds: 1500, Fail: 'no capacity' };
const FAILS_EARLY = { Seconds: 20, Fail: 'no capacity' };

const TWO_DOMAINS = estateOf({ names: [DOMAIN, OTHER_DOMAIN] });
const WITHOUT_CERTIFICATE = estateOf({
  account: { certificates: { regional: { region: 'eu-west-1', names: [DOMAIN] } } },
});

const withTable = (properties: Properties, table: Properties = {}) => ({
  Edge: edge(properties),
  Table: sibling(table),
});

export const STACK_STORIES: readonly StackStory[] = [
  { title: 'create', estate: estateOf(), templates: [{ Edge: edge() }] },
  { title: 'create at a free name', estate: estateOf({ records: [] }), templates: [{ Edge: edge() }] },
  {
    title: 'requested certificate',
    estate: WITHOUT_CERTIFICATE,
    templates: [{ Edge: edge({ RequestCertificate: true }) }],
  },
  {
    title: 'HSTS and headers, changed',
    estate: estateOf(),
    templates: [{ Edge: edge({ Hsts: 300 }) }, { Edge: edge({ Hsts: 600, AllowedHeaders: ['X-Tenant'] }) }],
  },
  {
    title: 'another domain',
    estate: TWO_DOMAINS,
    templates: [{ Edge: edge() }, { Edge: edge({ DomainName: OTHER_DOMAIN }) }],
  },
  { title: 'another logical id', estate: estateOf(), templates: [{ Edge: edge() }, { Door: edge() }] },
  { title: 'create rolled back', estate: estateOf(), templates: [withTable({}, { Create: FAILS_LATE })] },
  { title: 'create cancelled', estate: estateOf(), templates: [withTable({}, { Create: FAILS_EARLY })] },
  {
    title: 'update rolled back',
    estate: estateOf(),
    templates: [withTable({ Hsts: 300 }), withTable({ Hsts: 600 }, { Update: FAILS_LATE })],
  },
  {
    title: 'another domain, cancelled',
    estate: TWO_DOMAINS,
    templates: [withTable({}), withTable({ DomainName: OTHER_DOMAIN }, { Update: FAILS_EARLY })],
  },
];

/** Plays a story and tells the status that each operation came to, after everything has come to rest. */
export async function playStory({ templates }: StackStory, { cloudFormation, settled }: Stacks): Promise<string[]> {
  const statuses: string[] = [];
  const keep = async (operation: Promise<StackDescription>) => {
    statuses.push((await operation).status);
    await settled();
  };
  const [first = {}, ...updates] = templates;
  await keep(cloudFormation.createStack('orders', { Resources: first }));
  for (const Resources of updates) await keep(cloudFormation.updateStack('orders', { Resources }));
  await keep(cloudFormation.deleteStack('orders'));
  return statuses;
}
