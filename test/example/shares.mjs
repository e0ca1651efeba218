/**
 * How the published figures are divided among the units. Only 市政府办's 23 of the 36 applications is published;
 * every other share is invented, plausible for the organ, and adds up to the published figure exactly.
 */

/** Figures small enough to be given away one by one: code → unit → share. Totals follow from their parts. */
const NAMED = {
  "proactive.normativeDocuments.issued": { D01: 3, D10: 1, D11: 1 },
  "proactive.normativeDocuments.repealed": { D01: 10, D10: 2, D11: 3 },
  "proactive.normativeDocuments.inForce": { D01: 18, D10: 4, D11: 3, D14: 3 },
  "applications.received.naturalPerson": { D01: 23, T01: 2, D05: 2, D09: 1, D10: 4, D11: 3, D14: 1 },
  "applications.granted.naturalPerson": { D01: 5, T01: 1, D09: 1, D10: 1, D11: 1 },
  "applications.refused.internalAffairs.naturalPerson": { D01: 1 },
  "applications.unavailable.notHeld.naturalPerson": { D01: 16, T01: 1, D05: 1, D10: 3, D11: 2, D14: 1 },
  "applications.otherHandling.correctionOverdue.naturalPerson": { D01: 1, D05: 1 },
  "disputes.reconsideration.upheld": { D10: 1 },
  "disputes.reconsideration.corrected": { D11: 1 },
  "disputes.reconsideration.otherResult": { D01: 1, D10: 1, D11: 1 },
  "overview.governorSuggestions.value": { D01: 6 },
  "overview.opinionTransfers.value": { D01: 1 },
  "overview.siteErrorMessages.value": { D01: 2 },
  "overview.weiboAccounts.value": { D05: 1 },
  "overview.douyinAccounts.value": { D01: 1, D05: 1, D16: 1, D32: 1 },
  "overview.mediaClosed.value": { T06: 1, D15: 1, D26: 1 },
  "overview.executiveMeetings.value": { D01: 3 },
  "overview.mediaEvaluations.value": { D01: 48 },
  "overview.trainings.value": { D01: 2 },
};

/** Figures divided by weight; what rounding leaves over goes to the unit named first. `step` is the smallest amount given. */
const WEIGHED = {
  "proactive.licensing.decisions": {
    D25: 620,
    D10: 140,
    D11: 95,
    D17: 120,
    D12: 60,
    D21: 75,
    D23: 28,
    D03: 22,
    D32: 18,
    D13: 7,
  },
  "proactive.penalties.decisions": {
    D05: 288000,
    D26: 5200,
    D12: 2100,
    D21: 620,
    D29: 74,
    D17: 58,
    D14: 96,
    D10: 41,
    D11: 27,
    D19: 63,
    D23: 33,
    D32: 310,
    D30: 420,
    T01: 19,
    T02: 8,
  },
  "proactive.compulsion.decisions": { D05: 6650, D26: 260, D21: 34, D12: 120, D19: 12, D30: 48, D32: 5 },
  "proactive.fees.amount": {
    D10: 9130.57,
    D11: 8412.91,
    D03: 5230.45,
    D05: 2388.16,
    D17: 3011.62,
    D30: 2950.08,
    D13: 640.33,
    D26: 300.11,
  },
  "overview.websiteItems.value": {
    D01: 5200,
    T01: 410,
    T02: 380,
    T03: 265,
    T04: 210,
    T05: 240,
    T06: 215,
    T07: 190,
    T08: 205,
    T09: 330,
    T10: 310,
    T11: 175,
    T12: 260,
    T13: 255,
    T14: 220,
    T15: 195,
    T16: 160,
    T17: 150,
    D02: 520,
    D03: 760,
    D04: 410,
    D05: 880,
    D06: 430,
    D07: 390,
    D08: 640,
    D09: 510,
    D10: 720,
    D11: 560,
    D12: 370,
    D13: 300,
    D14: 620,
    D15: 290,
    D16: 480,
    D17: 650,
    D18: 210,
    D19: 440,
    D20: 180,
    D21: 690,
    D22: 230,
    D23: 340,
    D24: 260,
    D25: 500,
    D26: 350,
    D27: 240,
    D28: 170,
    D29: 390,
    D30: 310,
    D31: 140,
    D32: 150,
  },
  "overview.wechatPosts.value": { D01: 398, D16: 52, D17: 41, D05: 36, D03: 29 },
  "overview.onlineInquiries.value": { D01: 64, D03: 41, D09: 38, D17: 33, D11: 29, D24: 25 },
  "overview.interpretations.value": { D01: 22, D02: 9, D08: 8, D09: 7, D14: 6, D10: 5, D24: 4 },
  "overview.wechatAccounts.value": {
    D01: 2,
    T01: 2,
    D05: 2,
    D16: 2,
    T02: 1,
    T03: 1,
    T04: 1,
    T05: 1,
    T06: 1,
    T07: 1,
    T08: 1,
    T09: 1,
    T10: 1,
    T11: 1,
    T12: 1,
    T13: 1,
    T14: 1,
    T15: 1,
    T16: 1,
    T17: 1,
    D02: 1,
    D03: 1,
    D04: 1,
    D06: 1,
    D07: 1,
    D09: 1,
    D11: 1,
    D12: 1,
    D14: 1,
    D17: 1,
    D18: 1,
    D19: 1,
    D21: 1,
    D23: 1,
    D24: 1,
    D25: 1,
    D26: 1,
    D27: 1,
    D32: 1,
  },
};

/**
 * @param {{ figures: Readonly<Record<string, string>>, overview: Readonly<Record<string, string>> }} published
 * @returns {Map<string, Map<string, string>>} unit → figure → what it reports; figures that are not there are 0
 */
export function sharesOf(published) {
  const shares = new Map();
  const give = (unit, code, value) => shares.set(unit, (shares.get(unit) ?? new Map()).set(code, value));
  for (const [code, byUnit] of Object.entries(NAMED))
    for (const [unit, share] of Object.entries(byUnit)) give(unit, code, String(share));
  for (const [code, weights] of Object.entries(WEIGHED)) {
    const places = code === "proactive.fees.amount" ? 2 : 0;
    for (const [unit, share] of apportioned(published.figures[code] ?? published.overview[code], weights, places))
      give(unit, code, share);
  }
  return shares;
}

/** In whole units of the last decimal place, so that the shares add up exactly. */
function apportioned(total, weights, places) {
  const whole = BigInt(shifted(total, places));
  const parts = Object.entries(weights).map(([unit, weight]) => [unit, BigInt(Math.round(weight * 100))]);
  const all = parts.reduce((sum, [, weight]) => sum + weight, 0n);
  const shares = parts.map(([unit, weight]) => [unit, (whole * weight) / all]);
  const left = whole - shares.reduce((sum, [, share]) => sum + share, 0n);
  return shares.map(([unit, share], at) => [unit, placed(at === 0 ? share + left : share, places)]);
}

function shifted(text, places) {
  const [whole, fraction = ""] = text.split(".");
  return whole + fraction.padEnd(places, "0");
}

function placed(value, places) {
  const digits = String(value).padStart(places + 1, "0");
  return places === 0 ? digits : `${digits.slice(0, -places)}.${digits.slice(-places)}`;
}
