export {
  InvalidLookupAttributesException$,
  InvalidMaxResultsException$,
  InvalidNextTokenException$,
  InvalidTimeRangeException$,
  TrailNotFoundException$,
} from '@aws-sdk/client-cloudtrail';
