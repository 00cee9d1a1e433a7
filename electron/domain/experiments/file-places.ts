/** Where files of runs and logged models lie, in the words of MLflow's clients. */
export const artifactRoot = (experiment: string, run: string): string => `mlflow-artifacts:/${experiment}/${run}/artifacts`

export const modelRoot = (experiment: string, id: string): string => `mlflow-artifacts:/${experiment}/models/${id}/artifacts`
