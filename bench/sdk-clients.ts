/** The baseline bundle: the SDK clients that the product uses, and nothing of the product. */
export { AccountClient } from '@aws-sdk/client-account';
export { ACMClient } from '@aws-sdk/client-acm';
export { APIGatewayClient } from '@aws-sdk/client-api-gateway';
export { ApiGatewayV2Client } from '@aws-sdk/client-apigatewayv2';
export { CloudFrontClient } from '@aws-sdk/client-cloudfront';
export { ResourceGroupsTaggingAPIClient } from '@aws-sdk/client-resource-groups-tagging-api';
export { Route53Client } from '@aws-sdk/client-route-53';
export { STSClient } from '@aws-sdk/client-sts';
