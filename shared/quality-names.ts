import type { QualityMetric } from './contract/checks/explanation.ts'

/** What people call the measure by which a model's quality is told. */
export const qualityNames: Record<QualityMetric, string> = { roc_auc: 'AUC-ROC', accuracy: 'accuracy', log_loss: 'log loss', rmse: 'RMSE', mae: 'MAE', r2: 'R²' }
