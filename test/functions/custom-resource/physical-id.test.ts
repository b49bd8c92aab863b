import { domainOfPhysicalId, ownerOf, physicalIdOf } from '../../../functions/custom-resource/physical-id.ts';
import { domainNameFromAws } from '../../../functions/reconciler/model/names.ts';
import { ownerFromTag, ownerToTag } from '../../../functions/reconciler/model/owner-tags.ts';
import { API } from './edge-look.ts';
import { sampleEvent } from './sample-event.ts';

const STACK = 'arn:aws:cloudformation:eu-west-1:111111111111:stack/orders-edge/5d2c1a40-7b1e-11f0-9c3a-0a58a9feac02';

describe('physicalIdOf', () => {
  test('is the same on every delivery', () => {
    expect(physicalIdOf(STACK, 'ApiEdge', API)).toBe(sampleEvent('delete').PhysicalResourceId);
  });

  test('differs by stack, logical id and domain', () => {
    const ids = [
      physicalIdOf(STACK, 'ApiEdge', API),
      physicalIdOf(`${STACK}0`, 'ApiEdge', API),
      physicalIdOf(STACK, 'OtherEdge', API),
      physicalIdOf(STACK, 'ApiEdge', domainNameFromAws('orders.example.com')),
      physicalIdOf(STACK, 'ApiEdge', undefined),
    ];

    expect(new Set(ids).size).toBe(ids.length);
  });

  test('fits into the 1,024 bytes that CloudFormation takes', () => {
    const longest = domainNameFromAws(Array(4).fill('a'.repeat(60)).join('.'));

    expect(Buffer.byteLength(physicalIdOf(STACK, 'x'.repeat(255), longest))).toBeLessThan(1024);
  });
});

describe('domainOfPhysicalId', () => {
  test.each(['api.example.com', '*.example.com'])('reads %s back', (name) => {
    expect(domainOfPhysicalId(physicalIdOf(STACK, 'ApiEdge', domainNameFromAws(name)))).toBe(name);
  });

  test.each([
    [physicalIdOf(STACK, 'ApiEdge', undefined)],
    ['orders-edge-ApiEdge-1QK7ZB0M5T3XA'],
    ['secure-api-edge:not a name:0123456789abcdef'],
    ['secure-api-edge:api.example.com:short'],
    ['api.example.com'],
  ])('finds no domain in %s', (physicalId) => {
    expect(domainOfPhysicalId(physicalId)).toBeUndefined();
  });
});

describe('ownerOf', () => {
  test('survives as a tag', () => {
    const owner = ownerOf(STACK, 'ApiEdge');

    expect(ownerFromTag(ownerToTag(owner))).toEqual(owner);
    expect(ownerToTag(owner)).toMatch(/^stack\/[0-9a-f]{16}\/[0-9a-f]{16}$/);
  });

  test('tells a renamed logical id of the same stack from another stack', () => {
    const owner = ownerOf(STACK, 'ApiEdge');
    const renamed = ownerOf(STACK, 'Renamed');
    const elsewhere = ownerOf(`${STACK}0`, 'ApiEdge');

    expect(ownerToTag(renamed).split('/')[1]).toBe(ownerToTag(owner).split('/')[1]);
    expect(ownerToTag(renamed)).not.toBe(ownerToTag(owner));
    expect(ownerToTag(elsewhere).split('/')[1]).not.toBe(ownerToTag(owner).split('/')[1]);
  });
});
