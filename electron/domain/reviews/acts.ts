export * from '../../../shared/review-acts.ts'
