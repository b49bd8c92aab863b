/** What CloudTrail records of a write, as EventBridge delivers it. */
import type { AnsweredCall } from '../core/answered-call.ts';
import type { Ids } from '../core/ids.ts';
import { toParameters } from './to-parameters.ts';
import { type UserIdentity, userIdentityOf } from './user-identity.ts';

export interface ManagementEvent {
  readonly version: '0';
  readonly id: string;
  readonly 'detail-type': 'AWS API Call via CloudTrail';
  readonly source: string;
  readonly account: string;
  readonly time: string;
  readonly region: string;
  readonly resources: readonly string[];
  readonly detail: {
    readonly eventVersion: string;
    readonly userIdentity: UserIdentity;
    readonly eventTime: string;
    readonly eventSource: string;
    readonly eventName: string;
    readonly awsRegion: string;
    readonly sourceIPAddress: string;
    readonly userAgent: string;
    /** Of a call that was refused. */
    readonly errorCode?: string;
    readonly errorMessage?: string;
    readonly requestParameters: object | null;
    readonly responseElements: object | null;
    readonly requestID: string;
    readonly eventID: string;
    readonly readOnly: false;
    readonly eventType: 'AwsApiCall';
    readonly managementEvent: true;
    readonly recipientAccountId: string;
    readonly eventCategory: 'Management';
  };
}

/** Their events are recorded in us-east-1, wherever the caller is. */
const GLOBAL_SERVICES = ['cloudfront', 'route53', 'organizations', 'account'];

export function toManagementEvent(call: AnsweredCall, ids: Ids): ManagementEvent {
  const { caller, operation, input, output, error, requestId, clock } = call;
  const { account, service } = caller;
  const region = GLOBAL_SERVICES.includes(service) ? 'us-east-1' : caller.region;
  const time = new Date(clock.now()).toISOString().replace(/\.\d+Z$/, 'Z');
  return {
    version: '0',
    id: ids.uuid(),
    'detail-type': 'AWS API Call via CloudTrail',
    source: `aws.${service}`,
    account,
    time,
    region,
    resources: [],
    detail: {
      eventVersion: '1.11',
      userIdentity: userIdentityOf(call),
      eventTime: time,
      eventSource: `${service}.amazonaws.com`,
      eventName: operation.name,
      awsRegion: region,
      sourceIPAddress: '127.0.0.1',
      userAgent: call.userAgent,
      ...(error && { errorCode: error.code, errorMessage: error.message }),
      requestParameters: toParameters(operation.input, input),
      responseElements: toParameters(operation.output, output),
      requestID: requestId,
      eventID: ids.uuid(),
      readOnly: false,
      eventType: 'AwsApiCall',
      managementEvent: true,
      recipientAccountId: account,
      eventCategory: 'Management',
    },
  };
}
