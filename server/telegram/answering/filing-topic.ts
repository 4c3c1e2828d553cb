/** The live topic on which workers hear that there is a message to be filed. */
export const filingTopic = 'telegram_filing';
