/** MLflow's own; what scripts have in them already. */
export const usualPort = 5000
