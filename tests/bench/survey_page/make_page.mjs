// Writes a page that asks a questionnaire's first question A and what follows each of its answers,
// with SurveyJS as it comes:
//   node make_page.mjs QUESTIONNAIRE PAGE
import { readFileSync, writeFileSync } from "node:fs";
import { parse } from "smol-toml";

const [, , questionnaire, page] = process.argv;
const { question: questions } = parse(readFileSync(questionnaire, "utf8"));

const asked = (name, visibleIf) => ({
  name,
  visibleIf,
  elements: [
    {
      type: "radiogroup",
      name,
      title: questions[name].text.en,
      colCount: 3,
      choices: questions[name].choice.map(({ id, text }) => ({ value: id, text: text.en })),
    },
  ],
});

// The likeliest second question of each answer, after whichever answers lead to it.
const answers_before = new Map();
for (const { id, next } of questions.A.choice) {
  const second = next?.[0]?.question;
  if (second) answers_before.set(second, [...(answers_before.get(second) ?? []), id]);
}

const survey = {
  autoAdvanceEnabled: true,
  showCompleteButton: false,
  showNavigationButtons: false,
  questionTitleLocation: "top",
  showQuestionNumbers: false,
  completedHtml: "<h3>Thank you!</h3>",
  pages: [
    asked("A"),
    ...[...answers_before].map(([name, answers]) =>
      asked(name, answers.map((answer) => `{A} = '${answer}'`).join(" or ")),
    ),
  ],
};

const library = (path) => new URL(`node_modules/${path}`, import.meta.url).href;
writeFileSync(
  page,
  `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Survey</title>
<link rel="stylesheet" href="${library("survey-core/survey-core.fontless.min.css")}">
<style>body { margin: 0; font-family: Inter, sans-serif; }</style>
<div id="survey"></div>
<script src="${library("survey-core/survey.core.min.js")}"></script>
<script src="${library("survey-js-ui/survey-js-ui.min.js")}"></script>
<script>
  // Nothing of what it would wait for by itself.
  Survey.settings.autoAdvanceDelay = 0;
  Survey.settings.animationEnabled = false;
  const survey = new Survey.Model(${JSON.stringify(survey)});
  survey.render(document.getElementById("survey"));
</script>
</html>
`,
);
