//! What a person asks of the routes, and the answer to it.

use std::rc::Rc;

use netsnap_shared::catalog::Catalog;
use netsnap_shared::snapshot::Namespace;

use crate::walk::{Answer, Part, Problem, Question};

/// A question to the routes and its answer.
#[derive(Debug, Default)]
pub struct Asked {
    question: Question,
    problem: Option<Problem>,
    answer: Option<Rc<Answer>>,
    /// Whether problem and answer are those of the question.
    is_settled: bool,
}

impl Asked {
    /// The question, as typed.
    pub fn question(&self) -> &Question {
        &self.question
    }

    /// Why it is none.
    pub fn problem(&self) -> Option<&Problem> {
        self.problem.as_ref()
    }

    /// The answer; while the question is none, that of the last one that was.
    pub fn answer(&self) -> Option<&Rc<Answer>> {
        self.answer.as_ref()
    }

    /// The namespace that is asked: the one that is looked at, or else the one that is named, or else
    /// the collector's.
    pub fn namespace<'a>(
        &self,
        catalog: &'a Catalog,
        within: Option<usize>,
    ) -> Option<&'a Namespace> {
        if let Some(place) = within {
            return catalog.snapshot().namespaces.get(place);
        }
        let name = self.question.text(Part::Namespace);
        let mut namespaces = catalog.snapshot().namespaces.iter();
        let named = namespaces.find(|namespace| !name.is_empty() && namespace.id.0 == name);
        named.or_else(|| catalog.own_namespace())
    }

    pub(super) fn ask(&mut self, question: Question) {
        if self.question != question {
            self.question = question;
            self.is_settled = false;
        }
    }

    /// Another bundle answers anew.
    pub(super) fn forget(&mut self) {
        self.answer = None;
        self.is_settled = false;
    }

    pub(super) fn settle(&mut self, catalog: &Catalog, within: Option<usize>) {
        if self.is_settled {
            return;
        }
        let Some(namespace) = self.namespace(catalog, within) else {
            return;
        };
        self.is_settled = true;
        let packet = self.question.packet(catalog.snapshot(), namespace);
        let answer = |packet| Rc::new(Answer::of(catalog, namespace, &packet));
        match packet.map(|packet| packet.map(answer)) {
            Ok(answer) => {
                self.answer = answer;
                self.problem = None;
            }
            Err(problem) => self.problem = Some(problem),
        }
    }
}
