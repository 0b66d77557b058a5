/** The stages of a lead. A form gives some of them, people give all. */

export const stages = ['lead', 'mql', 'sal', 'sql', 'customer', 'nurture', 'disqualified'] as const;
export type Stage = (typeof stages)[number];

/** Stages that a form can give; the others are given by people. */
export type FormStage = Extract<Stage, 'lead' | 'mql' | 'sql' | 'disqualified'>;
