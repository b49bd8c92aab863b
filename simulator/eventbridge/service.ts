import type { Service } from '../core/operation.ts';
import { putEvents } from './put-events.ts';

export const eventBridge: Service = {
  signingName: 'events',
  protocol: 'json-1.1',
  serviceTarget: 'AWSEvents',
  shapeNamespace: 'com.amazonaws.eventbridge',
  operations: [putEvents],
};
