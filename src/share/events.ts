// What share announces: its kinds of record.

export { clusterRecord } from './rules/clusters/cluster-record.ts'
export { membershipRecord } from './rules/clusters/membership-record.ts'
export { postRecord } from './rules/clusters/post-record.ts'
export { practiceRecord } from './rules/clusters/practice-record.ts'
export { practiceUseRecord } from './rules/clusters/practice-use-record.ts'
export { guidelineRecord } from './rules/handling/guideline-record.ts'
export { releaseRecord } from './rules/handling/release-record.ts'
export { productOriginRecord, productRecord } from './rules/products/product-record.ts'
export { mappingRecord } from './rules/taxonomy/mapping-record.ts'
export { proposalRecord } from './rules/taxonomy/proposal-record.ts'
export { taxonomyRecord } from './rules/taxonomy/taxonomy-record.ts'
export { voiceRecord } from './rules/taxonomy/voice-record.ts'
