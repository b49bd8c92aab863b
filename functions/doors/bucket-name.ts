import { matching } from './variable.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html */
export const parseBucketName = matching(/^[a-z0-9.-]{3,63}$/);

export const BUCKET_NAME_FORM = 'the name of a bucket';
