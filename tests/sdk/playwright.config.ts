import journeys from '../e2e/playwright.config';

export default { ...journeys, testDir: './journeys', outputDir: '../e2e/results/sdk' };
